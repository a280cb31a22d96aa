package io.doppelstream.cli.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as an option's value: a time from now, {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d}, or a date and time with zone. */
final class Deadline implements ITypeConverter<Instant> {
    private static final Pattern FROM_NOW = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    @Override
    public Instant convert(String value) {
        Matcher fromNow = FROM_NOW.matcher(value);
        if (fromNow.matches()) {
            return Instant.now().plus(UNITS.get(fromNow.group(2)).multipliedBy(Long.parseLong(fromNow.group(1))));
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("Expected a time from now such as 90s, 10m, 2h or 1d, or a date and time"
                    + " such as 2026-12-31T23:59:59Z, found '" + value + "'");
        }
    }
}
