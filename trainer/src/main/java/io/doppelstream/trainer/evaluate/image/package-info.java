/**
 * Figures of generated images: a small classifier trained on the real ones, and what its features say. Definitions in
 * {@code docs/evaluation.md}.
 */
package io.doppelstream.trainer.evaluate.image;
