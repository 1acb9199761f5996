package io.mastiff.edge;

import io.mastiff.edge.client.Client;
import io.mastiff.edge.client.ClientAddress;
import io.mastiff.edge.client.Visitor;
import io.mastiff.edge.route.RouteMatch;
import io.mastiff.edge.shape.Shape;

/** All that the door knows of one request once it has looked at it. */
public record Sighting(
    EdgeRequest request,
    long atMs,
    ClientAddress address,
    Visitor visitor,
    Shape shape,
    RouteMatch route,
    Client client) {}
