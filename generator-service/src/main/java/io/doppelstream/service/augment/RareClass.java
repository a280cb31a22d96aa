package io.doppelstream.service.augment;

import io.doppelstream.model.condition.Condition;
import io.doppelstream.model.condition.Literal;
import io.doppelstream.service.event.UnusableEventException;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** Whether a real record is of the rare class: a condition of the request language, held against one field. */
final class RareClass {
    private final Condition condition;

    RareClass(Condition condition) {
        this.condition = condition;
    }

    boolean holds(GenericRecord record) throws UnusableEventException {
        Object value = FieldValue.of(record, condition.column());
        if (condition instanceof Condition.IsNull isNull) {
            return (value == null) != isNull.negated();
        } else if (value == null) {
            return false;
        } else if (condition instanceof Condition.In in) {
            boolean found = false;
            for (Literal literal : in.values()) {
                found |= isEqual(value, literal);
            }
            return found != in.negated();
        } else if (condition instanceof Condition.Range range) {
            return holds(range, value) != range.negated();
        }
        throw new IllegalStateException("Expected a plain condition, found " + condition);
    }

    private boolean isEqual(Object value, Literal literal) throws UnusableEventException {
        if (value instanceof BigDecimal number) {
            return number.compareTo(number(literal)) == 0;
        }
        return value instanceof Boolean
                ? value.toString().equals(literal.text().toLowerCase(Locale.ROOT))
                : value.equals(literal.text());
    }

    private boolean holds(Condition.Range range, Object value) throws UnusableEventException {
        if (!(value instanceof BigDecimal number)) {
            throw new UnusableEventException("Expected a number in the field " + condition.column() + " for "
                    + condition + ", found '" + value + "'");
        }
        return isInside(range.low(), range.lowIncluded(), number, 1)
                && isInside(range.high(), range.highIncluded(), number, -1);
    }

    /** @param side 1 for a lower bound, -1 for an upper one */
    private boolean isInside(Literal bound, boolean included, BigDecimal value, int side)
            throws UnusableEventException {
        if (bound == null) {
            return true;
        }
        int comparison = side * value.compareTo(number(bound));
        return comparison > 0 || (included && comparison == 0);
    }

    private BigDecimal number(Literal literal) throws UnusableEventException {
        try {
            return new BigDecimal(literal.text());
        } catch (NumberFormatException e) {
            throw new UnusableEventException("Expected a value of the field " + condition.column()
                    + " that can be compared as " + condition + " says, found a number");
        }
    }
}
