/**
 * The console: an HTTP server with one page, on which a person calls the agent from a browser and watches both transcripts, what they
 * cost and what was heard. Each page line is one call through the client; the key stays here.
 */
package dev.sidetone.console;
