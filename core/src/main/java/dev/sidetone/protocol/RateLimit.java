package dev.sidetone.protocol;

import java.math.BigDecimal;

/** What is left of one budget, after a response. The live service sends one entry, named {@code tokens}. */
public record RateLimit(String name, long limit, long remaining, BigDecimal resetSeconds) {}
