/** Small programs to read and to start from. Each is run by a test against Sidetone's own server. */
package dev.sidetone.examples;
