/**
 * TCP as client and server read and write it, plain and under TLS: one thread hears all sockets, whoever follows one waits on a thread of its own,
 * and whoever writes waits for nobody.
 */
package dev.sidetone.tcp;
