package io.doppelstream.cli.retrain;

import io.doppelstream.model.data.CsvWriter;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.Values;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.EventFeatures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Records of one schema as events of a model with another one, column by column of the same name: values by their text, so that the
 * vocabularies may differ. What the model learns and the records lack counts as null.
 */
final class ModelEvents {

    private final double[][] columns;

    ModelEvents(Table records, TableSchema model) {
        columns = new double[model.size()][];
        for (int index = 0; index < model.size(); index++) {
            columns[index] = column(records, model.column(index));
        }
    }

    /** Values of an event, as {@link EventFeatures#encode} takes them. */
    double[] at(int row) {
        return Arrays.stream(columns).mapToDouble(column -> column[row]).toArray();
    }

    private static double[] column(Table records, Column wanted) {
        double[] values = new double[records.rows()];
        Arrays.fill(values, Double.NaN);
        OptionalInt found = records.schema().indexOf(wanted.name());
        if (!wanted.learned() || found.isEmpty()) {
            return values;
        }
        int index = found.getAsInt();
        Column recorded = records.schema().column(index);
        if (wanted.continuous() && recorded.continuous() && wanted.type().equals(recorded.type())) {
            Arrays.setAll(values, records.column(index)::number);
            return values;
        }
        Map<String, Double> known = wanted.categorical() ? codes(wanted) : new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            String text = CsvWriter.text(records, index, row, (column, format, place) -> null);
            if (text != null) {
                values[row] = known.computeIfAbsent(text, unknown -> unknown(wanted, unknown));
            }
        }
        return values;
    }

    private static Map<String, Double> codes(Column column) {
        Map<String, Double> codes = new HashMap<>();
        for (int code = 0; code < column.vocabulary().size(); code++) {
            codes.put(column.vocabulary().get(code), (double) code);
        }
        return codes;
    }

    private static double unknown(Column column, String text) {
        return column.categorical()
                ? EventFeatures.UNSEEN
                : Values.number(column.type(), text).orElse(Double.NaN);
    }
}
