package io.doppelstream.model.data;

import io.doppelstream.model.schema.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text of numeric values to and from final units: see {@link ValueType}. */
public final class Values {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    /** At the end of a time: texts come from the network, so nothing that looks at them twice. */
    private static final Pattern OFFSET = Pattern.compile("([Zz]|[-+]\\d\\d(:?\\d\\d)?)$");

    private Values() {}

    /** The value of a text in final units, empty if the text is no value of this type. */
    public static Optional<Double> number(ValueType type, String text) {
        try {
            return Optional.of(parse(type, text.trim()));
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static double parse(ValueType type, String text) {
        if (type instanceof ValueType.Decimal decimal) {
            return new BigDecimal(text).movePointRight(decimal.scale()).doubleValue();
        } else if (type instanceof ValueType.Date) {
            return LocalDate.parse(text).toEpochDay();
        } else if (type instanceof ValueType.Timestamp timestamp) {
            return micros(timestamp, text.replace(' ', 'T'));
        }
        double number = new BigDecimal(text).doubleValue();
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    private static long micros(ValueType.Timestamp type, String text) {
        Instant instant;
        if (OFFSET.matcher(text.substring(text.indexOf('T') + 1)).find() && text.contains("T")) {
            instant = OffsetDateTime.parse(text).toInstant();
        } else {
            LocalDateTime local = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
            ZoneId zone = type.zone() == null ? ZoneOffset.UTC : ZoneId.of(type.zone());
            instant = local.atZone(zone).toInstant();
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Text of a value in final units, as it would stand in a CSV file. */
    public static String text(ValueType type, double number) {
        if (type instanceof ValueType.Floating) {
            return Double.toString(number);
        }
        return text(type, Math.round(number));
    }

    /** Text of a value in integral final units. */
    public static String text(ValueType type, long unit) {
        if (type instanceof ValueType.Decimal decimal) {
            return BigDecimal.valueOf(unit, decimal.scale()).toPlainString();
        } else if (type instanceof ValueType.Date) {
            return LocalDate.ofEpochDay(unit).toString();
        } else if (type instanceof ValueType.Timestamp timestamp) {
            Instant instant = Instant.EPOCH.plus(unit, ChronoUnit.MICROS);
            return timestamp.zone() == null
                    ? LOCAL.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC))
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.of(timestamp.zone())));
        }
        return Long.toString(unit);
    }
}
