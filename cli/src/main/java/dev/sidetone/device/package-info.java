/** The microphone and the loudspeaker of this machine, through Java Sound. */
package dev.sidetone.device;
