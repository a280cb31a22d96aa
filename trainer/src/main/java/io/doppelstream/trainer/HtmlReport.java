package io.doppelstream.trainer;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code report.html}: where a model comes from and how good it is, on one page without any other file. */
final class HtmlReport {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c");

    private HtmlReport() {}

    static void write(Path file, Manifest manifest, QualityReport quality, List<Progress> history) throws IOException {
        Manifest.Training training = manifest.training();
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(manifest.name()))
                .append("</title><style>body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
                        + "td,th{padding:.15em .8em;text-align:left}td.n{text-align:right}</style></head><body><h1>")
                .append(escape(manifest.name() + " " + manifest.version()))
                .append("</h1><h2>Provenance</h2><table>");
        row(html, "Kind", manifest.kind());
        row(html, "Made", manifest.createdAt());
        row(html, "Training rows", Long.toString(training.rows()));
        row(html, "Hold-out rows", Long.toString(training.holdoutRows()));
        row(html, "Steps", Long.toString(training.steps()));
        row(html, "Seconds", number(training.seconds(), 1));
        row(html, "Seed", Long.toString(training.seed()));
        if (training.dataFingerprint() != null) {
            row(html, "Data fingerprint", training.dataFingerprint());
        }
        if (training.privacy() != null) {
            Manifest.Privacy spent = training.privacy();
            row(
                    html,
                    "Differential privacy",
                    "epsilon " + number(spent.epsilon(), 3) + ", delta " + spent.delta() + ", " + spent.adjacency()
                            + "; this page is not covered");
        }
        manifest.libraries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> row(html, entry.getKey(), entry.getValue()));
        html.append("</table><h2>Fidelity</h2><table>");
        row(html, "Quality", number(quality.quality(), 3));
        row(html, "Column shapes", number(quality.columnShapes(), 3));
        row(html, "Column pair trends", number(quality.columnPairTrends(), 3));
        html.append("</table><h3>Columns</h3><table><tr><th>Column</th><th>Metric</th><th>Score</th></tr>");
        for (ColumnScore score : quality.shapes()) {
            html.append("<tr><td>")
                    .append(escape(score.column()))
                    .append("</td><td>")
                    .append(score.metric())
                    .append("</td><td class=\"n\">")
                    .append(number(score.score(), 3))
                    .append("</td></tr>");
        }
        html.append("</table><h2>Losses</h2>").append(lossCurve(history)).append("</body></html>\n");
        Files.writeString(file, html);
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<tr><td>")
                .append(escape(name))
                .append("</td><td>")
                .append(escape(value))
                .append("</td></tr>");
    }

    private static String lossCurve(List<Progress> history) {
        if (history.isEmpty()) {
            return "<p>No losses were reported.</p>";
        }
        double low = history.stream()
                .flatMap(p -> p.losses().values().stream())
                .mapToDouble(v -> v)
                .min()
                .orElse(0);
        double high = history.stream()
                .flatMap(p -> p.losses().values().stream())
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        double span = Math.max(high - low, 1e-9);
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\"100%\">");
        List<String> players = List.copyOf(history.get(0).losses().keySet());
        for (int player = 0; player < players.size(); player++) {
            String colour = COLOURS.get(player % COLOURS.size());
            svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
            for (Progress progress : history) {
                Float loss = progress.losses().get(players.get(player));
                if (loss != null) {
                    svg.append(number(progress.fraction() * WIDTH, 1))
                            .append(',')
                            .append(number((high - loss) / span * HEIGHT, 1))
                            .append(' ');
                }
            }
            svg.append("\"/><text x=\"8\" y=\"")
                    .append(16 * (player + 1))
                    .append("\" fill=\"")
                    .append(colour)
                    .append("\">")
                    .append(escape(players.get(player)))
                    .append("</text>");
        }
        return svg.append("</svg><p>From ")
                .append(number(low, 3))
                .append(" to ")
                .append(number(high, 3))
                .append(", over the training.</p>")
                .toString();
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
