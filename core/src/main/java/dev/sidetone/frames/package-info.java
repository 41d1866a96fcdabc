/** The frames of a WebSocket (RFC 6455, RFC 7692) as client and server read and write them, and the little of HTTP that both need. No threads, no sockets. */
package dev.sidetone.frames;
