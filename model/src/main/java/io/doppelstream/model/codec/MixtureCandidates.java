package io.doppelstream.model.codec;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Columns that a Gaussian mixture may encode better than quantiles: numbers with a continuous rest whose values clearly have
 * several modes, which is what mode-specific normalization is for (Xu et al., 2019); columns of a single mode it harms (Zhao et
 * al., CTAB-GAN+, 2022). Not where it would lose what quantiles keep: spikes of many rows, a relation to other columns.
 */
public final class MixtureCandidates {

    /** Share of the values that may be spikes: a mixture gives them a mode, which blurs them. */
    private static final double MOST_SPIKES = 0.1;

    private MixtureCandidates() {}

    /**
     * Names of the candidates, in alphabetical order.
     *
     * @param codec {@link CodecFitter#QUANTILE}'s of the table
     */
    public static Set<String> of(Table table, TableCodec codec) {
        Set<String> candidates = new TreeSet<>();
        for (int index = 0; index < codec.size(); index++) {
            Column column = table.schema().column(index);
            if (column.continuous()
                    && codec.codec(index) instanceof QuantileCodec quantile
                    && quantile.rest() != null
                    && !related(codec, index)
                    && severalModes(quantile, table.column(index))) {
                candidates.add(column.name());
            }
        }
        return candidates;
    }

    /** A mixture would lose the relation. */
    private static boolean related(TableCodec codec, int column) {
        return codec.relations().stream().anyMatch(relation -> relation.concerns(column));
    }

    private static boolean severalModes(QuantileCodec codec, ColumnData data) {
        double[] present = IntStream.range(0, data.size())
                .filter(row -> !data.isNull(row))
                .mapToDouble(data::number)
                .toArray();
        double[] rest = Arrays.stream(present)
                .filter(value -> Arrays.binarySearch(codec.spikes(), value) < 0)
                .sorted()
                .toArray();
        return present.length - rest.length <= MOST_SPIKES * present.length && Multimodality.clear(rest);
    }
}
