import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MqttClient } from 'mqtt'

interface Order {
  machine: string
  slot: number
  sequence: number
  sentAt: number
}

interface Fleet {
  keyOf(machine: string): Buffer | undefined
  lastSequence(machine: string): Promise<number>
  saveSequence(machine: string, sequence: number): Promise<void>
  dispense(machine: string, slot: number): Promise<void>
}

/** Lets vending machines hand out what a paid order names; the tag stands on the line after the JSON. */
export function listenForOrders(client: MqttClient, fleet: Fleet): void {
  client.subscribe('orders/+')
  client.on('message', async (_topic, payload) => {
    const [json = '', tag = ''] = payload.toString('utf8').split('\n')
    const order = JSON.parse(json) as Order
    const key = fleet.keyOf(order.machine)
    if (!key) return
    const expected = createHmac('sha256', key).update(json).digest()
    const given = Buffer.from(tag, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return
    if (Math.abs(Date.now() - order.sentAt) > 60_000) return
    if (order.sequence <= (await fleet.lastSequence(order.machine))) return
    await fleet.saveSequence(order.machine, order.sequence)
    await fleet.dispense(order.machine, order.slot)
  })
}
