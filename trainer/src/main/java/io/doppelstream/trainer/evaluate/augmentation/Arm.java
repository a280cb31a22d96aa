package io.doppelstream.trainer.evaluate.augmentation;

/**
 * A way to prepare the training rows of a detector, and how the detector did.
 *
 * @param method what was done
 * @param share of the rare class among the rows learned from that synthetic rows were to bring about; 0: none
 * @param synthetic rows that were added
 * @param setting of the detector
 * @param trees of the detector
 */
public record Arm(
        Method method, double share, int synthetic, String setting, int trees, Figures validation, Figures test) {

    /** What is done to the training rows. */
    public enum Method {
        /** Nothing. */
        REAL,
        /** Rows of the rare class weigh as much as all others together. */
        WEIGHTS,
        /** Rows of the rare class by {@link SmoteNc} are added. */
        SMOTE,
        /** Rows of the rare class by a conditioned model are added. */
        CONDITIONED,
        /** As many rows by the conditioned model take the place of all real rows of the rare class. */
        SYNTHETIC_POSITIVES
    }
}
