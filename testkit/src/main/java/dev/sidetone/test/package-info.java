/** A Realtime server for tests: it runs a script, breaks as told, and shows what clients sent. For any Realtime client. */
package dev.sidetone.test;
