package io.doppelstream.model.condition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a record must meet, as written; names and values are not checked yet. As in SQL, a comparison with null holds for
 * nothing, neither does its negation: only {@code is null} finds nulls. {@code toString} gives back the language of the parser.
 */
public sealed interface Condition {

    /** Name of the column it speaks of. */
    String column();

    /** {@code column in (...)}; equality is a list of one. */
    record In(String column, List<Literal> values, boolean negated) implements Condition {
        /** Copies the list. */
        public In {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            if (values.size() == 1) {
                return name(column) + (negated ? " != " : " = ") + values.get(0);
            }
            return name(column) + (negated ? " not in (" : " in (")
                    + values.stream().map(Literal::toString).collect(Collectors.joining(", ")) + ")";
        }
    }

    /**
     * A range.
     *
     * @param low null: no lower bound
     * @param lowIncluded whether the bound itself is in the range
     * @param high null: no upper bound
     * @param highIncluded whether the bound itself is in the range
     */
    record Range(String column, Literal low, boolean lowIncluded, Literal high, boolean highIncluded, boolean negated)
            implements Condition {
        @Override
        public String toString() {
            if (low != null && high != null) {
                return name(column) + (negated ? " not between " : " between ") + low + " and " + high;
            }
            String bound = low != null ? (lowIncluded ? " >= " : " > ") + low : (highIncluded ? " <= " : " < ") + high;
            return (negated ? "not " : "") + name(column) + bound;
        }
    }

    /** {@code column is null}. */
    record IsNull(String column, boolean negated) implements Condition {
        @Override
        public String toString() {
            return name(column) + (negated ? " is not null" : " is null");
        }
    }

    /**
     * A target share: that part of the records meets the condition, the others do not.
     *
     * @param condition what the part must meet, not a share itself
     * @param share between 0 and 1
     */
    record Share(Condition condition, double share) implements Condition {
        /** Checks the share. */
        public Share {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("Expected a share between 0 and 1, found " + share);
            }
            if (condition instanceof Share) {
                throw new IllegalArgumentException("Expected a plain condition in share(...), found another share");
            }
        }

        @Override
        public String column() {
            return condition.column();
        }

        @Override
        public String toString() {
            return "share(" + condition + ") = " + share;
        }
    }

    private static String name(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*") && !ConditionParser.isKeyword(column)
                ? column
                : "\"" + column.replace("\"", "\"\"") + "\"";
    }
}
