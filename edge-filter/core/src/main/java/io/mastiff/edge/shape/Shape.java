package io.mastiff.edge.shape;

/**
 * What a client's software looks like from one request's headers.
 *
 * @param request hash of all header names in order, with the values that matter
 * @param client hash of the part that pages and their assets share: order of the core names,
 *     language, protocol
 */
public record Shape(long request, long client) {}
