package io.doppelstream.cli.retrain;

import io.doppelstream.cli.terminal.UserException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How training requests are answered.
 *
 * @param work folder of unfinished trainings, and of new versions that were not published
 * @param minutes of a training whose request names none
 * @param mostMinutes that a request may ask for
 * @param margins by how much a new version has to exceed the champion
 * @param alias that is moved from the champion to a new version; empty: none
 */
record TrainServiceSettings(Path work, double minutes, double mostMinutes, Margins margins, Optional<String> alias) {

    TrainServiceSettings {
        if (!(minutes > 0 && minutes <= mostMinutes && Double.isFinite(mostMinutes))) {
            throw new UserException("Expected --minutes above 0 and of at most --most-minutes, found " + minutes
                    + " and " + mostMinutes);
        }
    }
}
