package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.cli.benchmark.measure.GateTable;
import io.doppelstream.cli.terminal.TextTable;
import io.doppelstream.model.anomaly.AnomalyKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What detectors found among the same rows.
 *
 * @param defaultScore name of the detector that is the model's default score; null: the model has no scores
 * @param trials of all detectors, one each for every seed
 */
record DetectorTrials(String defaultScore, List<DetectorTrial> trials) {

    /** A line for each detector and kind. */
    String text() {
        TextTable text = new TextTable(
                "detector", "kind", "anomalies", "recall", "recall by seed", "ROC AUC", "ROC AUC by seed");
        for (String detector :
                trials.stream().map(DetectorTrial::detector).distinct().toList()) {
            List<DetectorTrial> own = trials.stream()
                    .filter(trial -> trial.detector().equals(detector))
                    .toList();
            for (String kind : own.get(0).kinds().keySet()) {
                row(text, detector, kind, own);
            }
        }
        return text + note();
    }

    private String note() {
        if (defaultScore == null) {
            return "";
        }
        boolean tail = trials.get(0).kinds().containsKey(AnomalyKind.TAIL.label());
        return "The model's default score is " + defaultScore
                + (tail ? ": it chose the rows of the kind tail, so what it finds of them says nothing" : "")
                + System.lineSeparator();
    }

    private static void row(TextTable text, String detector, String kind, List<DetectorTrial> trials) {
        List<DetectorTrial.Found> found =
                trials.stream().map(trial -> trial.kinds().get(kind)).toList();
        List<Double> recall = found.stream().map(DetectorTrial.Found::recall).toList();
        List<Double> rocAuc = found.stream().map(DetectorTrial.Found::rocAuc).toList();
        text.row(detector, kind, found.get(0).anomalies(), mean(recall), all(recall), mean(rocAuc), all(rocAuc));
    }

    private static String mean(List<Double> values) {
        return GateTable.number(
                values.stream().mapToDouble(value -> value).average().orElse(Double.NaN));
    }

    private static String all(List<Double> values) {
        return values.stream().map(GateTable::number).collect(Collectors.joining(" "));
    }
}
