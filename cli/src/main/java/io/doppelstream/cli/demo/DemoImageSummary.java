package io.doppelstream.cli.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * {@code summary.json} of the demo of images; its figures are of the images that came back.
 *
 * @param requested images
 * @param delivered images that came back
 * @param labelAgreement share of them whose likeliest class, by the classifier, is their label
 * @param classesCovered classes that they have, by the classifier
 * @param fidRatio their Frechet distance to the hold-out by that of as many training images
 * @param classifierAccuracy of the classifier on real images that it never saw
 * @param kind of GAN
 * @param trainSeconds wall time of the training
 * @param digest digest of the model
 */
@JsonPropertyOrder({
    "requested",
    "delivered",
    "labelAgreement",
    "classesCovered",
    "fidRatio",
    "classifierAccuracy",
    "kind",
    "trainSeconds",
    "digest"
})
record DemoImageSummary(
        long requested,
        long delivered,
        double labelAgreement,
        int classesCovered,
        double fidRatio,
        double classifierAccuracy,
        String kind,
        double trainSeconds,
        String digest) {}
