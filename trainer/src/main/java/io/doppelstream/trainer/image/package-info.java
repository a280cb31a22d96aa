/** Images to train on and images to look at. */
package io.doppelstream.trainer.image;
