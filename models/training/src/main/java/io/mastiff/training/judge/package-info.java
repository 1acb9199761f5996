/** How a model is judged: figures by family with intervals, baselines, comparison, report. */
@NullMarked
package io.mastiff.training.judge;

import org.jspecify.annotations.NullMarked;
