/**
 * The client: {@link dev.sidetone.client.Sidetone} is the door, {@link dev.sidetone.client.Call} what one gets behind it.
 * Everything blocks and is meant for virtual threads.
 */
package dev.sidetone.client;
