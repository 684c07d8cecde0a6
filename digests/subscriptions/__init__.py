"""What people can do with their subscription: values in, values or `RequestError` out, no chat in sight."""
