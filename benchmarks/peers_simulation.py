"""simpy and ciw on the same line, M/M/100 with abandonment; runs among the peers."""

from __future__ import annotations

import json
import random
import sys
import time

RATE, PATIENCE, SERVERS = 105.0, 2.0, 100


def main() -> None:
    contacts = json.load(sys.stdin)["contacts"]
    found = {}
    for name, run in (("simpy", with_simpy), ("ciw", with_ciw)):
        try:
            began = time.process_time()
            run(contacts)
            found[name] = contacts / (time.process_time() - began)
        except ImportError:
            continue
    json.dump(found, sys.stdout)


def with_simpy(contacts: int) -> None:
    import simpy

    chance, world = random.Random(1), simpy.Environment()
    people = simpy.Resource(world, SERVERS)

    def contact():
        with people.request() as asked:
            got = yield asked | world.timeout(chance.expovariate(1 / PATIENCE))
            if asked in got:
                yield world.timeout(chance.expovariate(1.0))

    def arrivals():
        for _ in range(contacts):
            yield world.timeout(chance.expovariate(RATE))
            world.process(contact())

    world.process(arrivals())
    world.run()


def with_ciw(contacts: int) -> None:
    import ciw

    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(RATE)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / PATIENCE)],
        number_of_servers=[SERVERS],
    )
    ciw.Simulation(network).simulate_until_max_customers(contacts, method="Arrive")


if __name__ == "__main__":
    main()
