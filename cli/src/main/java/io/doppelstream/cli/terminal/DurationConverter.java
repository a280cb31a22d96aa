package io.doppelstream.cli.terminal;

import io.doppelstream.service.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time, {@code 5m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return Durations.parse(value)
                .orElseThrow(
                        () -> new TypeConversionException("Expected " + Durations.FORM + ", found '" + value + "'"));
    }
}
