package dev.sidetone.cost;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where a price was read, and when.
 *
 * @param checked absent when a price file of the user's does not say
 */
public record PriceSource(String name, Optional<LocalDate> checked) {
    @Override
    public String toString() {
        return name + checked.map(date -> ", " + date).orElse("");
    }
}
