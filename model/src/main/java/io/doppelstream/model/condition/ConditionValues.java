package io.doppelstream.model.condition;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The set of values that a plain condition allows; a categorical value is its index in the vocabulary. */
final class ConditionValues {

    private static final int SHOWN = 20;

    private ConditionValues() {}

    /** Index of the column that a condition speaks of. */
    static int column(TableSchema schema, Condition condition) throws ConditionRejection {
        int column = schema.indexOf(condition.column())
                .orElseThrow(() -> new ConditionRejection(
                        ReasonCode.UNKNOWN_COLUMN,
                        "Expected one of the columns " + schema.names() + ", found '" + condition.column() + "'"));
        if (schema.column(column).role() instanceof Role.Identifier) {
            throw new ConditionRejection(
                    ReasonCode.COLUMN_NOT_CONDITIONABLE,
                    "Expected a learned column, found '" + condition.column()
                            + "', an identifier that is made anew for every record");
        }
        if (schema.column(column).role() instanceof Role.Constant constant) {
            throw new ConditionRejection(
                    ReasonCode.COLUMN_NOT_CONDITIONABLE,
                    "Expected a learned column, found '" + condition.column() + "', which is always "
                            + (constant.value() == null ? "null" : "'" + constant.value() + "'"));
        }
        if (schema.column(column).image()) {
            throw new ConditionRejection(
                    ReasonCode.COLUMN_NOT_CONDITIONABLE,
                    "Expected a column of categories or numbers, found '" + condition.column()
                            + "', which holds images; images with labels are asked for by their column 'label'");
        }
        return column;
    }

    static NumberSet of(Column column, ColumnCodec codec, Condition condition) throws ConditionRejection {
        if (condition instanceof Condition.IsNull isNull) {
            if (!isNull.negated() && !column.nullable()) {
                throw new ConditionRejection(
                        ReasonCode.CONDITION_IMPOSSIBLE,
                        "Expected a column with nulls in the real data, found '" + column.name() + "', which has none");
            }
            return isNull.negated() ? NumberSet.nullsOnly().complement(false) : NumberSet.nullsOnly();
        } else if (condition instanceof Condition.In in) {
            List<Double> points = new ArrayList<>();
            for (Literal literal : in.values()) {
                points.add(column.categorical() ? index(column, literal) : number(column, literal));
            }
            NumberSet set = NumberSet.of(points);
            return in.negated() ? set.complement(false) : reachable(column, codec, set, condition);
        }
        Condition.Range range = (Condition.Range) condition;
        if (column.categorical()) {
            return indices(column, range);
        }
        NumberSet set = numbers(column, range);
        return range.negated() ? set.complement(false) : reachable(column, codec, set, condition);
    }

    private static NumberSet numbers(Column column, Condition.Range range) throws ConditionRejection {
        double low = range.low() == null ? Double.NEGATIVE_INFINITY : number(column, range.low());
        double high = range.high() == null ? Double.POSITIVE_INFINITY : number(column, range.high());
        if (low > high) {
            throw new ConditionRejection(
                    ReasonCode.CONDITION_CONTRADICTORY,
                    "Expected the lower bound first, found " + range + ": no value lies between");
        }
        return NumberSet.between(
                range.lowIncluded() ? low : Math.nextUp(low), range.highIncluded() ? high : Math.nextDown(high));
    }

    /** A range on a categorical column of numbers: the vocabulary's numbers within it. */
    private static NumberSet indices(Column column, Condition.Range range) throws ConditionRejection {
        if (!column.type().numeric()) {
            throw new ConditionRejection(
                    ReasonCode.CONDITION_TYPE,
                    "Expected =, in or is null on column '" + column.name() + "' of type "
                            + column.type().label() + ", found " + range);
        }
        NumberSet set = numbers(column, range);
        NumberSet wanted = range.negated() ? set.complement(false) : set;
        List<Double> points = IntStream.range(0, column.vocabulary().size())
                .filter(i -> Values.number(column.type(), column.vocabulary().get(i))
                        .filter(wanted::contains)
                        .isPresent())
                .mapToObj(i -> (double) i)
                .toList();
        if (points.isEmpty()) {
            throw new ConditionRejection(
                    ReasonCode.VALUE_OUT_OF_RANGE,
                    "Expected a range that holds one of " + shown(column.vocabulary()) + ", found " + range);
        }
        return NumberSet.of(points);
    }

    private static double index(Column column, Literal literal) throws ConditionRejection {
        int index = column.vocabulary().indexOf(literal.text());
        if (index < 0) {
            throw new ConditionRejection(
                    ReasonCode.VALUE_NOT_IN_VOCABULARY,
                    "Expected one of " + shown(column.vocabulary()) + " in column '" + column.name() + "', found "
                            + literal);
        }
        return index;
    }

    private static double number(Column column, Literal literal) throws ConditionRejection {
        return Values.number(column.type(), literal.text())
                .orElseThrow(() -> new ConditionRejection(
                        ReasonCode.CONDITION_TYPE,
                        "Expected a value of type " + column.type().label() + " for column '" + column.name()
                                + "', found " + literal));
    }

    private static NumberSet reachable(Column column, ColumnCodec codec, NumberSet set, Condition condition)
            throws ConditionRejection {
        if (codec instanceof QuantileCodec quantile
                && set.intersect(NumberSet.between(quantile.min(), quantile.max()))
                        .isEmpty()) {
            throw new ConditionRejection(
                    ReasonCode.VALUE_OUT_OF_RANGE,
                    "Expected values from " + Values.text(column.type(), quantile.min()) + " to "
                            + Values.text(column.type(), quantile.max()) + " in column '" + column.name()
                            + "', as the real data has them, found " + condition);
        }
        return set;
    }

    private static String shown(List<String> vocabulary) {
        String text = String.join(", ", vocabulary.subList(0, Math.min(SHOWN, vocabulary.size())));
        return vocabulary.size() > SHOWN ? text + ", ... (" + vocabulary.size() + " values)" : text;
    }
}
