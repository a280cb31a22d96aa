package io.doppelstream.trainer.evaluate;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks of an evaluation beyond what every table has.
 *
 * @param target column that utility, disclosure and bias are about
 * @param protectedColumns columns whose groups the bias figures compare
 * @param limits rows that metrics look at, at most
 */
public record EvaluationOptions(Optional<String> target, List<String> protectedColumns, EvaluationLimits limits) {

    public EvaluationOptions {
        protectedColumns = List.copyOf(protectedColumns);
        if (!protectedColumns.isEmpty() && target.isEmpty()) {
            throw new IllegalArgumentException("Expected a target whose rate is compared between the groups of "
                    + String.join(", ", protectedColumns) + ", found none: name it with --target");
        }
    }

    /** No target, no protected columns, the default limits. */
    public static EvaluationOptions none() {
        return new EvaluationOptions(Optional.empty(), List.of(), EvaluationLimits.defaults());
    }

    /**
     * Checks the names against a table.
     *
     * @throws IllegalArgumentException if a column is unknown, or the target is not learned
     */
    public void check(TableSchema schema) {
        target.ifPresent(name -> {
            Column column = ColumnNames.require(schema, "target", name);
            if (!column.learned()) {
                throw new IllegalArgumentException("Expected a target with different values, found '" + name
                        + "', which is " + ColumnNames.role(column) + ": name another column");
            }
        });
        for (String name : protectedColumns) {
            Column column = ColumnNames.require(schema, "protected column", name);
            if (!column.learned()) {
                throw new IllegalArgumentException("Expected a protected column that divides the rows into groups, "
                        + "found '" + name + "', which is " + ColumnNames.role(column) + ": name another column");
            }
            if (target.get().equals(name)) {
                throw new IllegalArgumentException("Expected a protected column other than the target, found '" + name
                        + "' as both: leave it out of one");
            }
        }
    }
}
