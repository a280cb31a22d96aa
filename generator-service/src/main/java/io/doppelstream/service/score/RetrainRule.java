package io.doppelstream.service.score;

import io.doppelstream.schemas.DriftReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.service.config.RetrainSettings;
import io.doppelstream.service.config.ScorerSettings;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When drift asks for training: after so many drifted windows in a row, and not again before the cool-down has passed in time of the
 * events.
 *
 * @param drifted drifted windows in a row, up to now
 * @param asked latest event of the window that asked last, in milliseconds; 0: none did
 */
record RetrainRule(int drifted, long asked) {
    /** Nothing has drifted. */
    static final RetrainRule START = new RetrainRule(0, 0);

    private static final Logger log = LoggerFactory.getLogger(RetrainRule.class);

    /** The rule after a window, and what it asks for. */
    record Verdict(RetrainRule next, Optional<TrainingRequest> request) {}

    /** As it is kept beside committed offsets; another text is the start. */
    static RetrainRule parse(String text) {
        if (!text.matches("\\d{1,9} \\d{1,18}")) {
            if (!text.isEmpty()) {
                log.warn("Expected two numbers beside the committed offset, found '{}': the count starts again", text);
            }
            return START;
        }
        String[] parts = text.split(" ");
        return new RetrainRule(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return drifted + " " + asked;
    }

    /** Nothing has drifted under another version of the model; when it was asked last stays. */
    RetrainRule ofAnotherVersion() {
        return new RetrainRule(0, asked);
    }

    Verdict after(DriftReport report, ScorerSettings settings, Instant now) {
        int row = report.getDrifted() ? Math.min(drifted + 1, 999_999_999) : 0;
        RetrainSettings wanted = settings.drift().retrain();
        long to = report.getTo().toEpochMilli();
        boolean due = wanted != null
                && row >= wanted.windows()
                && (asked == 0 || to - asked >= wanted.cooldown().toMillis());
        return due
                ? new Verdict(new RetrainRule(0, to), Optional.of(request(report, settings, wanted, row, now)))
                : new Verdict(new RetrainRule(row, asked), Optional.empty());
    }

    private static TrainingRequest request(
            DriftReport report, ScorerSettings settings, RetrainSettings wanted, int row, Instant now) {
        return TrainingRequest.newBuilder()
                .setRequestId("retrain/" + settings.name() + "/" + report.getVersion() + "/"
                        + report.getTo().toEpochMilli())
                .setModel(settings.model())
                .setTopic(settings.topic())
                .setSource("rule/" + settings.name())
                .setReason(row + " drifted windows in a row, the last of " + report.getEvents() + " events: "
                        + report.getColumns().stream()
                                .filter(column -> column.getDrifted())
                                .map(column -> column.getColumn() + " with a PSI of "
                                        + String.format(java.util.Locale.ROOT, "%.3f", column.getPsi()))
                                .limit(5)
                                .collect(java.util.stream.Collectors.joining(", ")))
                .setKind(wanted.kind())
                .setMinutes(wanted.minutes())
                .setChampion(report.getVersion())
                .setTargetColumn(wanted.target())
                .setHoldout(wanted.holdout())
                .setRequestedAt(now)
                .build();
    }
}
