package io.doppelstream.cli.benchmark.tabular;

import io.doppelstream.cli.benchmark.measure.Choice;
import io.doppelstream.cli.benchmark.measure.Gate;
import io.doppelstream.cli.benchmark.measure.TableOptions;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.data.TableReader;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.SchemaOverrides;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the tabular benchmark and what is asked of a model of it.
 *
 * @param name for reports and {@code --tables}
 * @param file below the folder of the data
 * @param target column that the utility is about
 * @param seeds models trained, of which the mean counts
 * @param gates what is asked
 */
record TabularTask(String name, String file, String target, int seeds, List<Gate> gates) {

    /** The tables, in the order in which they run. */
    static List<TabularTask> all() {
        return List.of(
                new TabularTask(
                        "adult",
                        "adult/adult.csv.gz",
                        "income",
                        3,
                        withPrivacy(
                                Gate.atLeast("quality", 0.970, 0.982),
                                Gate.atMost("shapeError", 0.02, 0.012),
                                Gate.atMost("pairError", 0.04, 0.026),
                                Gate.atLeast("utility.synthetic.auc", 0.910, 0.920),
                                Gate.atLeast("utility.synthetic.f1", 0.785, 0.800),
                                Gate.atMost("detection.c2stAuc", 0.65, 0.55),
                                Gate.atLeast("conditional.mean", 0.945, 0.96),
                                Gate.atLeast("conditional.worst", 0.82, 0.90))),
                new TabularTask(
                        "bank",
                        "bank-marketing/bank-full.csv.gz",
                        "y",
                        3,
                        withPrivacy(Gate.atLeast("quality", 0.965, 0.98), Gate.atMost("utility.loss", 0.02, 0.01))),
                new TabularTask(
                        "king-county",
                        "king-county/king.csv.gz",
                        "price",
                        1,
                        withPrivacy(
                                Gate.atLeast("quality", 0.97, 0.98),
                                Gate.atLeast("utility.synthetic.r2", 0.80, 0.85),
                                Gate.atMost("detection.c2stAuc", 0.75, 0.62))),
                new TabularTask(
                        "vehicle-claim-fraud",
                        "vehicle-claim-fraud/fraud_oracle.csv.gz",
                        "FraudFound_P",
                        1,
                        withPrivacy(
                                Gate.atLeast("quality", 0.96, 0.975), Gate.atMost("rareShareDeviation", 0.10, 0.03))),
                new TabularTask(
                        "kdd99",
                        "kddcup99/kddcup.data_10_percent.gz",
                        "column41",
                        1,
                        withPrivacy(Gate.atLeast("quality", 0.93, 0.98))));
    }

    /** The tables of these names, in the order in which they run; no name means all. */
    static List<TabularTask> named(List<String> names) {
        return Choice.of("--tables", names, all(), TabularTask::name);
    }

    /** The table, or empty, and a word on standard error, where it is not there. */
    Optional<Table> read(Path data) throws IOException, UnusableDataException {
        Optional<Path> path = TableOptions.file(name, data.resolve(file));
        return path.isEmpty() ? Optional.empty() : Optional.of(TableReader.read(path.get(), SchemaOverrides.NONE));
    }

    /** Asked of every table. */
    private static List<Gate> withPrivacy(Gate... own) {
        List<Gate> gates = new ArrayList<>(List.of(own));
        gates.add(Gate.atLeast("privacy.dcrOverfittingProtection", 0.95, 0.98));
        gates.add(Gate.atMost("privacy.membershipAuc", 0.55, 0.52));
        gates.add(Gate.atMost("copiesBeyondHoldout", 0, 0));
        return gates;
    }
}
