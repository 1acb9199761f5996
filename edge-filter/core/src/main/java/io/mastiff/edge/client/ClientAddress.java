package io.mastiff.edge.client;

import io.mastiff.event.IpAddress;

/**
 * The address that a request is attributed to.
 *
 * @param known false when it is that of a proxy nobody named as trusted: then address and network
 *     limits and entries do not apply
 */
public record ClientAddress(IpAddress address, boolean known) {}
