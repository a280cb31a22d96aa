package io.doppelstream.cli.retrain;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.trainer.gan.GanConfig;
import java.util.Optional;

/** What of a training request can be checked before anything is done about it. */
final class TrainingIntake {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 10_000;

    private TrainingIntake() {}

    /**
     * What is wrong with a request, so that it can never be answered; empty: nothing.
     *
     * @param mostMinutes that it may ask for
     */
    static Optional<String> problem(TrainingRequest request, double mostMinutes) {
        try {
            check(request, mostMinutes);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void check(TrainingRequest request, double mostMinutes) {
        String id = request.getRequestId();
        require(
                !id.isBlank() && id.length() <= LONGEST_ID,
                "a request id of 1 to " + LONGEST_ID + " characters",
                id.length() + " characters");
        Manifest.checkName("model name", request.getModel());
        require(
                request.getTopic().matches("[a-zA-Z0-9._-]{1,249}"),
                "the name of a topic of real records",
                "'" + request.getTopic() + "'");
        if (request.getChampion() != null) {
            Manifest.checkName("champion (a version)", request.getChampion());
        }
        if (request.getKind() != null) {
            boolean tables = GanConfig.of(request.getKind()).learnsTables();
            require(tables, "a GAN kind that learns tables", request.getKind());
        }
        Double minutes = request.getMinutes();
        require(minutes == null || minutes > 0, "more than 0 minutes", minutes);
        require(
                minutes == null || minutes <= mostMinutes,
                "at most " + mostMinutes + " minutes, the limit of this service (--most-minutes)",
                minutes);
        Double holdout = request.getHoldout();
        require(
                holdout == null || (holdout > 0 && holdout < 1),
                "a share of the records to set aside above 0 and below 1",
                holdout);
        int text = request.getSource().length() + request.getReason().length();
        require(text <= LONGEST_TEXT, "at most " + LONGEST_TEXT + " characters of source and reason", text);
    }

    private static void require(boolean met, String expected, Object found) {
        if (!met) {
            throw new IllegalArgumentException("Expected " + expected + ", found " + found);
        }
    }
}
