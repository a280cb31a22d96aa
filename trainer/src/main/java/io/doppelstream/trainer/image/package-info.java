/** Images in and out of a training: samples of the moment, grids, digits to try it with. */
package io.doppelstream.trainer.image;
