package io.doppelstream.model.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits a condition into tokens. */
final class ConditionTokens {

    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int position) {
        boolean is(String keyword) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL)
                    && text.toLowerCase(Locale.ROOT).equals(keyword);
        }

        String shown() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    /** Never tries the same digits twice: conditions come from the network. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d++\\.?\\d*+|\\.\\d++)([eE][-+]?\\d++)?");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private ConditionTokens(String source) {
        this.source = source;
    }

    static List<Token> of(String source) throws ConditionSyntaxException {
        ConditionTokens tokens = new ConditionTokens(source);
        tokens.scan();
        return tokens.tokens;
    }

    private void scan() throws ConditionSyntaxException {
        while (true) {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            if (at >= source.length()) {
                tokens.add(new Token(Kind.END, "", at));
                return;
            }
            tokens.add(next());
        }
    }

    private Token next() throws ConditionSyntaxException {
        int start = at;
        char first = source.charAt(at);
        if (first == '\'') {
            return new Token(Kind.STRING, quoted('\''), start);
        } else if (first == '"') {
            return new Token(Kind.QUOTED_NAME, quoted('"'), start);
        } else if (Character.isLetter(first) || first == '_') {
            while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
                at++;
            }
            return new Token(Kind.WORD, source.substring(start, at), start);
        } else if (startsNumber(first)) {
            return number(start);
        }
        for (String symbol : new String[] {"<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","}) {
            if (source.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start);
            }
        }
        throw new ConditionSyntaxException(source, start, "a column name, a value or an operator", "'" + first + "'");
    }

    private boolean startsNumber(char first) {
        if (Character.isDigit(first)) {
            return true;
        }
        return (first == '-' || first == '+' || first == '.')
                && at + 1 < source.length()
                && (Character.isDigit(source.charAt(at + 1)) || source.charAt(at + 1) == '.');
    }

    private Token number(int start) throws ConditionSyntaxException {
        at++;
        while (at < source.length()
                && (Character.isLetterOrDigit(source.charAt(at))
                        || source.charAt(at) == '.'
                        || ((source.charAt(at) == '-' || source.charAt(at) == '+')
                                && Character.toLowerCase(source.charAt(at - 1)) == 'e'))) {
            at++;
        }
        String text = source.substring(start, at);
        if (!NUMBER.matcher(text).matches()) {
            throw new ConditionSyntaxException(source, start, "a number, or a text or date in single quotes", text);
        }
        return new Token(Kind.NUMBER, text, start);
    }

    private String quoted(char quote) throws ConditionSyntaxException {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c != quote) {
                text.append(c);
            } else if (at < source.length() && source.charAt(at) == quote) {
                text.append(quote);
                at++;
            } else {
                return text.toString();
            }
        }
        throw new ConditionSyntaxException(source, start, "a closing " + quote, "the end");
    }
}
