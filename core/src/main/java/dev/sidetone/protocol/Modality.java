package dev.sidetone.protocol;

/** How an answer comes: written or spoken (spoken ones bring their transcript). */
public enum Modality { TEXT, AUDIO }
