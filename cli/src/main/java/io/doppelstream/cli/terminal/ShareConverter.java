package io.doppelstream.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share as a user writes it, {@code 10%} or {@code 0.1}, as a number from 0 to 1. */
public final class ShareConverter implements ITypeConverter<Double> {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(%?)");
    private static final int PERCENT = 100;

    @Override
    public Double convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        double share = matcher.matches()
                ? Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : PERCENT)
                : Double.NaN;
        if (!(share >= 0 && share <= 1)) {
            throw new TypeConversionException("Expected a share such as 10% or 0.1, at most all, found '" + text + "'");
        }
        return share;
    }
}
