#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#define DOSE_MAX_TENTHS 5000u

struct pump_order {
    uint32_t patient;
    uint16_t dose_tenths;
};

/* Reads {"patient": 17, "dose_ml": 12.5} into an order for the pump. */
int order_from_json(const json_t *msg, struct pump_order *order)
{
    const json_t *patient = json_object_get(msg, "patient");
    const json_t *dose = json_object_get(msg, "dose_ml");

    if (!json_is_integer(patient) || !json_is_number(dose)) {
        fprintf(stderr, "order: patient and dose_ml are required\n");
        return -1;
    }
    json_int_t id = json_integer_value(patient);
    if (id <= 0 || id > UINT32_MAX)
        return -1;

    uint16_t tenths = (uint16_t)(json_number_value(dose) * 10.0);
    if (tenths == 0 || tenths > DOSE_MAX_TENTHS) {
        fprintf(stderr, "order: dose %u is out of range\n", tenths);
        return -1;
    }
    order->patient = (uint32_t)id;
    order->dose_tenths = tenths;
    return 0;
}
