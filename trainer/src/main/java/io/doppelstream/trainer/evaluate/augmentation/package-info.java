/** Whether synthetic rows of a rare class help a detector of it: the arms that are compared, and the choice of a share. */
package io.doppelstream.trainer.evaluate.augmentation;
