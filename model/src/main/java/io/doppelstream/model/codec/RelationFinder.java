package io.doppelstream.model.codec;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds sums and orders of numeric columns that hold in all rows and would not do so by chance. Most candidates fail in
 * one of the first rows, so that all triples of some hundred columns are tried in no time.
 */
final class RelationFinder {

    /** With fewer rows a relation may be a coincidence. */
    private static final int FEWEST_ROWS = 100;
    /** Share of the rows in which all columns of a relation must have values. */
    private static final double PRESENT = 0.5;
    /** If unrelated columns would break an order in a smaller share of the rows, it says nothing. */
    private static final double CHANCE = 0.01;
    /** Beyond so many numeric columns the triples get too many. */
    private static final int MOST_COLUMNS_OF_SUMS = 200;

    private final Table table;
    private final List<ColumnCodec> codecs;
    private final List<Integer> numbers = new ArrayList<>();
    private final double[] means;

    private RelationFinder(Table table, List<ColumnCodec> codecs) {
        this.table = table;
        this.codecs = codecs;
        means = new double[codecs.size()];
        for (int column = 0; column < codecs.size(); column++) {
            if (codecs.get(column) instanceof QuantileCodec
                    && !table.schema().column(column).categorical()) {
                numbers.add(column);
                means[column] = mean(table.column(column));
            }
        }
    }

    /** Sums first, then orders, each after those that it depends on. */
    static List<Relation> find(Table table, List<ColumnCodec> codecs) {
        if (table.rows() < FEWEST_ROWS) {
            return List.of();
        }
        RelationFinder finder = new RelationFinder(table, codecs);
        List<Relation> relations = new ArrayList<>(finder.sums());
        relations.addAll(finder.orders(relations));
        return relations;
    }

    private List<Relation.Sum> sums() {
        List<Relation.Sum> sums = new ArrayList<>();
        if (numbers.size() > MOST_COLUMNS_OF_SUMS) {
            return sums;
        }
        for (int larger : numbers) {
            for (int smaller : numbers) {
                boolean parts = smaller != larger
                        && (means[larger] > means[smaller] || (means[larger] == means[smaller] && larger < smaller));
                if (!parts) {
                    continue;
                }
                for (int total : numbers) {
                    boolean free =
                            total != larger && total != smaller && sums.stream().noneMatch(sum -> sum.concerns(total));
                    if (free && alike(larger, smaller) && alike(larger, total) && isSum(total, larger, smaller)) {
                        sums.add(new Relation.Sum(total, larger, smaller));
                    }
                }
            }
        }
        return sums;
    }

    /** Dates do not add up; whole numbers, decimals of one scale and floating point numbers do. */
    private boolean alike(int left, int right) {
        ValueType type = table.schema().column(left).type();
        boolean adds = type instanceof ValueType.Whole
                || type instanceof ValueType.Floating
                || type instanceof ValueType.Decimal;
        ValueType other = table.schema().column(right).type();
        return adds
                && (type instanceof ValueType.Decimal decimal
                        ? other instanceof ValueType.Decimal twin && twin.scale() == decimal.scale()
                        : type.getClass() == other.getClass());
    }

    private boolean isSum(int total, int larger, int smaller) {
        int present = 0;
        double spread = 0;
        double first = Double.NaN;
        for (int row = 0; row < table.rows(); row++) {
            double left = number(larger, row);
            double right = number(smaller, row);
            double sum = number(total, row);
            if (Double.isNaN(left + right + sum)) {
                continue;
            }
            // Room for the rounding of decimals written as floating point numbers, and for no more.
            if (Math.abs(left + right - sum) > 1e-9 * Math.max(1, Math.abs(sum))) {
                return false;
            }
            first = Double.isNaN(first) ? right : first;
            spread = Math.max(spread, Math.abs(right - first));
            present++;
        }
        // A part that never changes makes the other two the same column, or one an offset of the other.
        return present >= PRESENT * table.rows() && spread > 0;
    }

    private List<Relation> orders(List<Relation> sums) {
        List<Relation.Order> orders = new ArrayList<>();
        for (int lower : numbers) {
            for (int upper : numbers) {
                boolean open = lower != upper
                        && means[lower] < means[upper]
                        && table.schema()
                                .column(lower)
                                .type()
                                .equals(table.schema().column(upper).type())
                        && sums.stream().noneMatch(sum -> sum.concerns(upper));
                if (open && overlap(lower, upper) && isOrder(lower, upper)) {
                    orders.add(new Relation.Order(lower, upper));
                }
            }
        }
        return new ArrayList<>(orders.stream()
                .filter(order -> orders.stream()
                        .noneMatch(first -> first.lower() == order.lower()
                                && orders.contains(new Relation.Order(first.upper(), order.upper()))))
                .sorted(Comparator.comparingLong(order -> orders.stream()
                        .filter(other -> other.upper() == order.upper())
                        .count()))
                .toList());
    }

    private boolean overlap(int lower, int upper) {
        return ((QuantileCodec) codecs.get(lower)).max() > ((QuantileCodec) codecs.get(upper)).min();
    }

    private boolean isOrder(int lower, int upper) {
        int rows = table.rows();
        int present = 0;
        int wouldBreak = 0;
        for (int row = 0; row < rows; row++) {
            double low = number(lower, row);
            if (low > number(upper, row)) {
                return false;
            }
            present += Double.isNaN(low + number(upper, row)) ? 0 : 1;
            // The partner of another row stands for an unrelated value.
            wouldBreak += low > number(upper, (row + rows / 2 + 1) % rows) ? 1 : 0;
        }
        return present >= PRESENT * rows && wouldBreak >= CHANCE * rows;
    }

    private double number(int column, int row) {
        return table.column(column).number(row);
    }

    private static double mean(ColumnData data) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                sum += data.number(row);
                count++;
            }
        }
        return sum / Math.max(1, count);
    }
}
