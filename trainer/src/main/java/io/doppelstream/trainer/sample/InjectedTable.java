package io.doppelstream.trainer.sample;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Rows, some of them anomalies.
 *
 * @param labels one a row, {@code kind} or {@code kind:columns}; null for a normal one
 */
public record InjectedTable(Table table, String[] labels) {

    /** Checks the length. */
    public InjectedTable {
        if (labels.length != table.rows()) {
            throw new IllegalArgumentException(
                    "Expected " + table.rows() + " labels, one a row, found " + labels.length);
        }
    }

    /**
     * The table with the labels as its last column, null for normal rows.
     *
     * @throws IllegalArgumentException if it has a column of that name
     */
    public Table withColumn(String name) {
        List<String> vocabulary = Arrays.stream(labels)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        int[] codes = Arrays.stream(labels).mapToInt(vocabulary::indexOf).toArray();
        List<Column> columns = new ArrayList<>(table.schema().columns());
        List<ColumnData> data = new ArrayList<>(table.columns());
        boolean none = vocabulary.isEmpty();
        columns.add(new Column(
                name, new ValueType.Text(), none ? new Role.Constant(null) : new Role.Categorical(vocabulary), true));
        data.add(none ? new ColumnData.Unlearned(codes.length) : new ColumnData.Codes(codes));
        return new Table(new TableSchema(columns, table.schema().key()), data);
    }
}
