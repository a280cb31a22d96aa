package io.doppelstream.trainer.privacy;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The marginal distributions of a table, released with noise, and the codecs that follow from them alone: fitted to a
 * table of independent columns that has exactly these marginals.
 *
 * @param schema with the released vocabularies and nulls
 * @param marginals one a column, empty where it is not learned
 * @param codec of the columns
 * @param conditions with the released shares as frequencies
 * @param reference the released marginals in bins
 */
public record PrivateMarginals(
        TableSchema schema,
        List<Optional<Marginal>> marginals,
        TableCodec codec,
        ConditionLayout conditions,
        List<ReferenceMarginal> reference) {

    /**
     * Releases the marginals of a table.
     *
     * @param fitter chooses among codecs; relations between columns are left out
     * @param random secret
     */
    public static PrivateMarginals release(Table table, CodecFitter fitter, PrivacyPlan plan, RandomGenerator random) {
        List<Optional<Marginal>> marginals = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<ColumnData> values = new ArrayList<>();
        for (int index = 0; index < table.schema().size(); index++) {
            Optional<Marginal> marginal = release(table.schema().column(index), table.column(index), plan, random);
            Column column = marginal.map(Marginal::column).orElse(table.schema().column(index));
            marginals.add(marginal);
            columns.add(column);
            values.add(TableCodec.ofNumbers(
                    column, marginal.map(known -> known.values(plan.rows())).orElse(new double[plan.rows()])));
        }
        TableSchema schema = new TableSchema(columns, table.schema().key());
        Table independent = new Table(schema, values);
        TableCodec codec = fitter.withoutRelations().fit(independent);
        return new PrivateMarginals(
                schema, marginals, codec, ConditionLayout.of(codec, independent), ReferenceMarginal.of(independent));
    }

    private static Optional<Marginal> release(
            Column column, ColumnData data, PrivacyPlan plan, RandomGenerator random) {
        if (column.categorical()) {
            return Optional.of(CategoryMarginal.release(column, data, plan, random));
        }
        return column.continuous() ? Optional.of(NumberMarginal.release(column, data, plan, random)) : Optional.empty();
    }

    /**
     * The rows as the released schema can show them, each by itself.
     *
     * @param random secret: draws what stands for a value that was not released
     */
    public Table conform(Table table, RandomGenerator random) {
        List<ColumnData> columns = new ArrayList<>();
        for (int index = 0; index < schema.size(); index++) {
            columns.add(conform(index, table.column(index), random));
        }
        return new Table(schema, columns);
    }

    private ColumnData conform(int index, ColumnData data, RandomGenerator random) {
        double[] values = new double[data.size()];
        Optional<Marginal> marginal = marginals.get(index);
        if (marginal.isPresent()) {
            Arrays.setAll(values, row -> onSpike(index, marginal.get().conform(data.number(row), random)));
        }
        return TableCodec.ofNumbers(schema.column(index), values);
    }

    /** Where a codec knows some values only, the nearest of them. */
    private double onSpike(int index, double value) {
        if (Double.isNaN(value) || !(codec.codec(index) instanceof QuantileCodec quantile) || quantile.rest() != null) {
            return value;
        }
        double[] spikes = quantile.spikes();
        int found = Arrays.binarySearch(spikes, value);
        int above = found >= 0 ? found : -found - 1;
        if (above == spikes.length) {
            return spikes[spikes.length - 1];
        }
        return above > 0 && value - spikes[above - 1] < spikes[above] - value ? spikes[above - 1] : spikes[above];
    }

    /** Rows under the released schema as rows under the original one, whose vocabularies hold the released ones. */
    public static Table under(TableSchema original, Table released) {
        List<ColumnData> columns = new ArrayList<>();
        for (int index = 0; index < original.size(); index++) {
            Column column = original.column(index);
            ColumnData data = released.column(index);
            columns.add(
                    column.categorical()
                            ? recoded(
                                    column.vocabulary(),
                                    released.schema().column(index).vocabulary(),
                                    data)
                            : data);
        }
        return new Table(original, columns);
    }

    private static ColumnData recoded(List<String> original, List<String> released, ColumnData data) {
        int[] codes = released.stream().mapToInt(original::indexOf).toArray();
        int[] values = new int[data.size()];
        Arrays.setAll(values, row -> data.isNull(row) ? ColumnData.NULL_CODE : codes[(int) data.number(row)]);
        return new ColumnData.Codes(values);
    }
}
