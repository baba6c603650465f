"""Many pages: sources to items to rows to files, in worker processes, resumable."""
