package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.cli.benchmark.measure.Choice;
import io.doppelstream.cli.benchmark.measure.TableOptions;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.detect.LabelledTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table of the detection benchmark, whose anomalies are known.
 *
 * @param name for reports and {@code --tables}
 * @param file below the folder of the data: {@code .npz} of ADBench (Han et al., NeurIPS 2022), or a table with a label column
 * @param anomalies condition that anomalies of a table meet; null: {@code .npz}, whose array y says it
 */
record DetectionTask(String name, String file, String anomalies) {

    /** The tables, in the order in which they run. */
    static List<DetectionTask> all() {
        return List.of(
                adbench("cardio", "6_cardio"),
                adbench("wbc", "42_WBC"),
                adbench("thyroid", "38_thyroid"),
                adbench("pendigits", "28_pendigits"),
                adbench("satimage-2", "31_satimage-2"),
                adbench("mammography", "23_mammography"),
                adbench("shuttle", "32_shuttle"),
                adbench("smtp", "34_smtp"),
                adbench("http", "16_http"),
                new DetectionTask("kdd99", "kddcup99/kddcup.data_10_percent.gz", "column41 != 'normal.'"));
    }

    private static DetectionTask adbench(String name, String file) {
        return new DetectionTask(name, "adbench/" + file + ".npz", null);
    }

    /** The tables of these names, in the order in which they run; no name means all. */
    static List<DetectionTask> named(List<String> names) {
        return Choice.of("--tables", names, all(), DetectionTask::name);
    }

    /** The table, or empty, and a word on standard error, where it is not there. */
    Optional<LabelledTable> read(Path data) throws IOException, UnusableDataException {
        Optional<Path> path = TableOptions.file(name, data.resolve(file));
        return path.isEmpty() ? Optional.empty() : Optional.of(read(path.get(), anomalies));
    }

    private static LabelledTable read(Path path, String anomalies) throws IOException, UnusableDataException {
        return anomalies == null
                ? ofArrays(DetectionNpz.read(path, "X"), DetectionNpz.read(path, "y"))
                : LabelledTable.of(TableReader.read(path, SchemaOverrides.NONE), anomalies);
    }

    /** Numbers all of them; a column of a single value is left out. */
    private static LabelledTable ofArrays(double[][] x, double[][] y) {
        List<Column> columns = new ArrayList<>();
        List<ColumnData> values = new ArrayList<>();
        for (int index = 0; index < x[0].length; index++) {
            int column = index;
            double[] numbers = Arrays.stream(x).mapToDouble(row -> row[column]).toArray();
            if (Arrays.stream(numbers).distinct().limit(2).count() == 2) {
                columns.add(new Column("x" + index, new ValueType.Floating(), new Role.Continuous(), false));
                values.add(new ColumnData.Doubles(numbers));
            }
        }
        boolean[] anomaly = new boolean[y.length];
        IntStream.range(0, y.length).forEach(row -> anomaly[row] = y[row][0] == 1);
        return new LabelledTable(new Table(new TableSchema(columns, null), values), anomaly);
    }
}
