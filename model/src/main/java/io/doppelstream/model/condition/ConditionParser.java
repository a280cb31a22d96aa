package io.doppelstream.model.condition;

import io.doppelstream.model.condition.ConditionTokens.Kind;
import io.doppelstream.model.condition.ConditionTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses the language of {@code --where}:
 *
 * <pre>
 * conditions = condition { "and" condition }
 * condition  = "share" "(" predicate ")" "=" number | predicate
 * predicate  = "not" predicate | "(" predicate ")" | column test
 * test       = ( "=" | "!=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) value
 *            | [ "not" ] "in" "(" value { "," value } ")"
 *            | [ "not" ] "between" value "and" value
 *            | "is" [ "not" ] "null"
 * column     = word | "\"" any text "\""
 * value      = number | "'" any text "'" | "true" | "false" | word
 * </pre>
 *
 * Keywords are written in either case; quotes are doubled inside quotes.
 */
public final class ConditionParser {

    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "between", "is", "null");

    private static final int LONGEST = 10_000;
    /** Conditions come from the network: without a limit their nesting could exhaust the stack. */
    private static final int DEEPEST = 50;

    private final String source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private ConditionParser(String source) throws ConditionSyntaxException {
        this.source = source;
        this.tokens = ConditionTokens.of(source);
    }

    /** Parses one or more conditions joined by {@code and}. */
    public static List<Condition> parse(String source) throws ConditionSyntaxException {
        if (source.length() > LONGEST) {
            throw new ConditionSyntaxException(
                    source.substring(0, 80) + "...", 0, "at most " + LONGEST + " characters", source.length() + "");
        }
        ConditionParser parser = new ConditionParser(source);
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(parser.condition());
        } while (parser.take("and"));
        if (parser.token().kind() != Kind.END) {
            throw parser.unexpected("'and' or the end");
        }
        return conditions;
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private Condition condition() throws ConditionSyntaxException {
        boolean share = token().is("share") && tokens.get(at + 1).is("(");
        if (!share) {
            return predicate();
        }
        at++;
        expect("(");
        Condition inner = predicate();
        expect(")");
        expect("=");
        Token number = token();
        if (number.kind() != Kind.NUMBER
                || !(Double.parseDouble(number.text()) >= 0 && Double.parseDouble(number.text()) <= 1)) {
            throw unexpected("a share between 0 and 1");
        }
        at++;
        return new Condition.Share(inner, Double.parseDouble(number.text()));
    }

    private Condition predicate() throws ConditionSyntaxException {
        if (++depth > DEEPEST) {
            throw unexpected("at most " + DEEPEST + " nested 'not' and parentheses");
        }
        Condition result;
        if (take("not")) {
            result = negate(predicate());
        } else if (take("(")) {
            result = predicate();
            expect(")");
        } else {
            result = test(columnName());
        }
        depth--;
        return result;
    }

    private Condition test(String column) throws ConditionSyntaxException {
        if (take("=")) {
            return new Condition.In(column, List.of(value()), false);
        } else if (take("!=") || take("<>")) {
            return new Condition.In(column, List.of(value()), true);
        } else if (take("<=")) {
            return new Condition.Range(column, null, true, value(), true, false);
        } else if (take("<")) {
            return new Condition.Range(column, null, true, value(), false, false);
        } else if (take(">=")) {
            return new Condition.Range(column, value(), true, null, true, false);
        } else if (take(">")) {
            return new Condition.Range(column, value(), false, null, true, false);
        } else if (take("is")) {
            boolean negated = take("not");
            expect("null");
            return new Condition.IsNull(column, negated);
        }
        boolean negated = take("not");
        if (take("in")) {
            return new Condition.In(column, list(), negated);
        } else if (take("between")) {
            Literal low = value();
            expect("and");
            return new Condition.Range(column, low, true, value(), true, negated);
        }
        throw unexpected(negated ? "'in' or 'between'" : "=, !=, <, <=, >, >=, in, between or is null");
    }

    private List<Literal> list() throws ConditionSyntaxException {
        expect("(");
        List<Literal> values = new ArrayList<>();
        do {
            values.add(value());
        } while (take(","));
        expect(")");
        return values;
    }

    private String columnName() throws ConditionSyntaxException {
        Token token = token();
        if (token.kind() == Kind.QUOTED_NAME || (token.kind() == Kind.WORD && !isKeyword(token.text()))) {
            at++;
            return token.text();
        }
        throw unexpected("a column name (in double quotes if it is a keyword or has odd characters)");
    }

    private Literal value() throws ConditionSyntaxException {
        Token token = token();
        boolean word = token.kind() == Kind.WORD && !isKeyword(token.text());
        if (token.kind() == Kind.NUMBER || token.kind() == Kind.STRING || word) {
            at++;
            return new Literal(token.text(), token.kind() == Kind.STRING);
        }
        throw unexpected(token.is("null") ? "a value (for nulls write: is null)" : "a value");
    }

    private static Condition negate(Condition condition) {
        if (condition instanceof Condition.In in) {
            return new Condition.In(in.column(), in.values(), !in.negated());
        } else if (condition instanceof Condition.Range range) {
            return new Condition.Range(
                    range.column(),
                    range.low(),
                    range.lowIncluded(),
                    range.high(),
                    range.highIncluded(),
                    !range.negated());
        }
        Condition.IsNull isNull = (Condition.IsNull) condition;
        return new Condition.IsNull(isNull.column(), !isNull.negated());
    }

    private Token token() {
        return tokens.get(at);
    }

    private boolean take(String keyword) {
        if (token().is(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String keyword) throws ConditionSyntaxException {
        if (!take(keyword)) {
            throw unexpected("'" + keyword + "'");
        }
    }

    private ConditionSyntaxException unexpected(String expected) {
        return new ConditionSyntaxException(source, token().position(), expected, token().shown());
    }
}
