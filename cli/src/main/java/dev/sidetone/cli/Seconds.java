package dev.sidetone.cli;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time on the command line, in seconds. */
record Seconds(Duration duration) {

    static final class Reader implements ITypeConverter<Seconds> {
        @Override
        public Seconds convert(String text) {
            if (!text.matches("\\d{1,6}(\\.\\d{1,3})?") || new BigDecimal(text).signum() == 0) {
                throw new TypeConversionException("\"" + text + "\" is no time; use seconds above 0, for instance 10 or 2.5");
            }
            return new Seconds(Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact()));
        }
    }
}
