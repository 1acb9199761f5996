package io.mastiff.standalone.audit.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long START = 1_730_000_000_000L;
  private static final long DAY = 86_400_000L;

  @Test
  void stepsGrowWithTheTimeAndNothingIsLost() {
    Timeline days = new Timeline(48);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      days.add(START + random.nextLong(30 * DAY), 1);
    }
    assertThat(days.steps()).isBetween(24, 48);
    assertThat(days.sum()).isEqualTo(100_000);
    assertThat(days.stepMs()).isEqualTo(DAY);
  }

  @Test
  void aDateFarAwayDoesNotBlurTheOthers() {
    Timeline hours = new Timeline(48);
    hours.add(START, 1);
    hours.add(START + 70L * 365 * DAY, 1);
    hours.add(START + 60_000, 1);
    assertThat(hours.stepMs()).isEqualTo(60_000);
    assertThat(hours.sum()).isEqualTo(2);
  }

  @Test
  void oneWithinAnotherFallsIntoItsSteps() {
    Timeline all = new Timeline(24);
    all.add(START, 5);
    all.add(START + 10 * DAY, 5);
    Timeline part = new Timeline(24);
    part.add(START + 3 * DAY, 2);
    part.add(START + 3 * DAY + 60_000, 1);
    long[] counts = part.within(all);
    assertThat(counts).hasSize(all.steps());
    assertThat(counts[(int) ((START + 3 * DAY - all.fromMs()) / all.stepMs())]).isEqualTo(3);
  }

  @Test
  void takenAwayIsGone() {
    Timeline all = new Timeline(24);
    Timeline part = new Timeline(24);
    for (int i = 0; i < 1_000; i++) {
      all.add(START + i * 900_000L, 2);
      part.add(START + i * 900_000L, 2);
    }
    all.add(part, -1);
    assertThat(all.sum()).isZero();
    assertThat(all.busy()).isZero();
  }

  @Test
  void aCoarserOneIsSpreadOverTheStepsThatItCovers() {
    Timeline week = new Timeline(192);
    Timeline fleet = new Timeline(96);
    long monday = START - START % DAY;
    for (int hour = 0; hour < 168; hour++) {
      week.add(monday + hour * 3_600_000L, 10);
      fleet.add(monday + hour * 3_600_000L, 4);
    }
    assertThat(week.stepMs()).isEqualTo(3_600_000);
    assertThat(fleet.stepMs()).isEqualTo(3 * 3_600_000);
    assertThat(fleet.within(week)).hasSize(168).containsOnly(4);
  }

  @Test
  void whatACoarserStepCannotShareEvenlyGoesToTheFirstAndNothingIsLost() {
    Timeline span = new Timeline(192);
    span.add(START - START % DAY + 2 * 3_600_000L, 1);
    span.add(START - START % DAY + 6 * DAY, 1);
    Timeline part = new Timeline(24);
    part.add(START - START % DAY + 2 * 3_600_000L, 5);
    part.add(START - START % DAY + 4 * 3_600_000L, 8);
    part.add(START - START % DAY + 2 * DAY + 22 * 3_600_000L, 5);
    long[] counts = part.within(span);
    assertThat(span.stepMs()).isEqualTo(3_600_000);
    assertThat(part.stepMs()).isEqualTo(3 * 3_600_000);
    assertThat(counts).startsWith(5, 3, 3, 2, 0);
    assertThat(Arrays.stream(counts).sum()).isEqualTo(18);
  }
}
