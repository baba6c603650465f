"""What a page is once it has been read: frozen values; nothing here is learned."""
