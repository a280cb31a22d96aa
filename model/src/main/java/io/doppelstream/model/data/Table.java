package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A table in memory, column by column, in final units.
 *
 * @param schema its columns
 * @param columns their values, one entry a column of the schema, all of one length
 */
public record Table(TableSchema schema, List<ColumnData> columns) {

    /** Checks lengths and representations. */
    public Table {
        columns = List.copyOf(columns);
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException(
                    "Expected " + schema.size() + " columns of values, found " + columns.size());
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = schema.column(i);
            if (columns.get(i).size() != columns.get(0).size()) {
                throw new IllegalArgumentException("Expected " + columns.get(0).size() + " values in column '"
                        + column.name() + "', found " + columns.get(i).size());
            }
            if (!fits(column, columns.get(i))) {
                throw new IllegalArgumentException("Values of column '" + column.name() + "' ("
                        + columns.get(i).getClass().getSimpleName() + ") do not fit its role "
                        + column.role().getClass().getSimpleName());
            }
        }
    }

    private static boolean fits(Column column, ColumnData data) {
        if (column.role() instanceof Role.Image image) {
            return data instanceof ColumnData.Images images && images.shape().equals(image.shape());
        }
        return column.learned() != data instanceof ColumnData.Unlearned
                && column.categorical() == data instanceof ColumnData.Codes
                && !(data instanceof ColumnData.Images);
    }

    /** Number of rows. */
    public int rows() {
        return columns.get(0).size();
    }

    /** Values of a column. */
    public ColumnData column(int index) {
        return columns.get(index);
    }

    /** The rows at these indices, in their order. */
    public Table select(int[] rows) {
        return new Table(
                schema, columns.stream().map(column -> column.select(rows)).toList());
    }

    /** This table's rows followed by those of another of the same schema. */
    public Table followedBy(Table other) {
        return new Table(
                schema,
                IntStream.range(0, columns.size())
                        .mapToObj(column -> columns.get(column).followedBy(other.column(column)))
                        .toList());
    }

    /** Two tables. */
    public record Split(Table first, Table second) {}

    /**
     * Splits the rows at random.
     *
     * @param share share of the rows that goes to the second table, between 0 and 1
     * @param seed the same seed gives the same split
     */
    public Split split(double share, long seed) {
        int[] order = new int[rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int second = (int) Math.round(order.length * share);
        int[] a = new int[order.length - second];
        int[] b = new int[second];
        System.arraycopy(order, 0, b, 0, second);
        System.arraycopy(order, second, a, 0, a.length);
        return new Split(select(a), select(b));
    }
}
