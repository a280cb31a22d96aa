package io.doppelstream.cli.retrain;

import io.doppelstream.cli.terminal.UserException;

/**
 * By how much one version has to exceed another, beyond the noise of sampling, to count as better. They stand for what the comparison
 * does not see: other records set aside, another seed of the training.
 *
 * @param quality of the records, in [0, 1)
 * @param detection ROC AUC, in [0, 1)
 */
record Margins(double quality, double detection) {

    Margins {
        require("--margin", quality);
        require("--detection-margin", detection);
    }

    private static void require(String option, double margin) {
        if (!(margin >= 0 && margin < 1)) {
            throw new UserException("Expected " + option + " of at least 0 and below 1, found " + margin);
        }
    }
}
