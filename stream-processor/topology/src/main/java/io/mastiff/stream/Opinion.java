package io.mastiff.stream;

import io.mastiff.event.Action;

/**
 * What two models say of the same session.
 *
 * @param champion what the one in charge asks for
 * @param would what the one in shadow would ask for
 * @param challenger hash of the one in shadow
 */
record Opinion(Action champion, Action would, String challenger) {}
