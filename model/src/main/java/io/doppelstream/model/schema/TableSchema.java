package io.doppelstream.model.schema;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a table, in the order of the real data.
 *
 * @param columns at least one, names unique
 * @param key name of the column that keys records on Kafka; null: records are keyed by request id and index
 */
public record TableSchema(List<Column> columns, String key) {

    /** Checks names and key. */
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one column, found none");
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("Expected unique column names, found '" + column.name() + "' twice");
            }
        }
        if (key != null && !names.contains(key)) {
            throw new IllegalArgumentException(
                    "Expected the key to be one of the columns " + names + ", found '" + key + "'");
        }
    }

    /** Number of columns. */
    public int size() {
        return columns.size();
    }

    /** The column at an index. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** Index of the column of that exact name. */
    public OptionalInt indexOf(String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst();
    }

    /** Index of the column of that name. */
    public int require(String name) {
        return indexOf(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected one of the columns " + names() + ", found '" + name + "'"));
    }

    /** Names, comma separated, for messages. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
