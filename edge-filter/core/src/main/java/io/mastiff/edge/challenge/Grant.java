package io.mastiff.edge.challenge;

/**
 * What a client gets for a solved challenge.
 *
 * @param location path and query of the page that it wanted
 * @param cookie value of the {@code Set-Cookie} field, without {@code Secure}
 */
public record Grant(String location, String cookie) {}
