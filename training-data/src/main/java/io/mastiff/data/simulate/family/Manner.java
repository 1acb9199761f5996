package io.mastiff.data.simulate.family;

import java.util.List;

/**
 * One way in which a family behaves; a client has one.
 *
 * @param weight how often it is met beside the family's other manners
 * @param languages values of Accept-Language, one for a client
 * @param opening paths that it asks for first
 * @param pages how many pages, of a session
 * @param pause seconds between pages
 * @param pace factor on all pauses, drawn once for a client
 * @param rest seconds of a longer pause; drawn after each {@code restAfter} pages
 * @param restAfter pages between longer pauses; 0 for none
 * @param cookies share of clients that keep cookies
 * @param loadsAssets share of clients that load assets at all
 * @param assets share of a page's assets that such a client loads
 * @param conditional share of repeated requests that carry validators
 * @param head share of pages that are asked for with HEAD
 * @param referers where it says it comes from: {@code none}, {@code walk} (the page before), {@code
 *     search}, {@code external} or a URL; one for a client
 */
public record Manner(
    double weight,
    List<Kit> software,
    List<String> languages,
    Network network,
    List<String> opening,
    Draw pages,
    Draw pause,
    Draw pace,
    Draw rest,
    int restAfter,
    Walk walk,
    double cookies,
    double loadsAssets,
    double assets,
    double conditional,
    double head,
    List<String> referers) {
  public Manner {
    software = List.copyOf(software);
    languages = List.copyOf(languages);
    opening = List.copyOf(opening);
    referers = List.copyOf(referers);
  }
}
